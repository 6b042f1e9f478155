// The shipped faces, by unicode range: a browser fetches only the pieces that it shows.
import '@fontsource-variable/inter/index.css';
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
