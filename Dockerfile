# Production dependencies only. Nothing we run needs an install script, a native part or a compiler.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production
# A worker of its own is asked the same way whether it lives.
ENV PORT=3000 WORKER_PORT=3000
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
# The files belong to root: the service may read but not change them.
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No shell in between: signals reach the service itself. Left alone, Node takes twice the memory the work needs.
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=50", "src/main.ts"]
