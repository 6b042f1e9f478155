# The server as compiled JavaScript, without development dependencies, for a user without rights.
# NODE_IMAGE: the current long-term version; pin a digest for a production site.
ARG NODE_IMAGE=node:lts-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS server
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist/compiled ./
COPY --from=build /app/dist/client ./dist/client
COPY package.json LICENSE ./
COPY db/boot.mjs ./db/boot.mjs
COPY server/platform/manual ./server/platform/manual
COPY db/migrations ./db/migrations
COPY db/derived ./db/derived
COPY geodata/cities ./geodata/cities
COPY geodata/schemes ./geodata/schemes
RUN install -d -o node -g node -m 0700 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
VOLUME /data
EXPOSE 8080
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "server/main.js"]
