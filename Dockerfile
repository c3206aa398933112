# Two stages: what compiles stays behind. Runs as the user `node`, with its data in /data and the key that signs the trail in /keys.
FROM node:20.20.2-bookworm AS build
# pip fetches TensorFlow's library, whose hash it checks; without it training runs on WebAssembly, slower.
RUN apt-get update && apt-get install --yes --no-install-recommends python3-pip python3-venv && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts scripts
# Packages without their install scripts, and TensorFlow's native library.
RUN node scripts/setup.mjs --no-build
COPY src src
COPY rules rules
COPY migrations migrations
COPY openapi openapi
COPY docs docs
COPY tsconfig.json tsconfig.build.json ./
RUN node scripts/setup.mjs && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 SEXTANT_DATA_DIR=/data SEXTANT_AUDIT_KEY=/keys/audit-key.pem
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/rules rules
COPY --from=build /app/migrations migrations
COPY --from=build /app/openapi openapi
COPY --from=build /app/docs docs
RUN mkdir /data /keys && chown node:node /data /keys
USER node
VOLUME /data /keys
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 8787}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["serve"]
