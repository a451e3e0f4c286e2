# One image for every role; the command is an `iza-ctl` command.
FROM node:24-bookworm-slim
WORKDIR /opt/izaos
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm rebuild node --ignore-scripts=false
COPY kernel kernel
COPY backends backends
COPY subgraphs subgraphs
COPY schema schema
COPY gateway gateway
COPY cli cli
ENTRYPOINT ["/opt/izaos/cli/iza-ctl"]
CMD ["start"]
