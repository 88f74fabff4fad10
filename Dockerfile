# Native AOT executables on a base without a shell or a package manager.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN dotnet publish src/CniOperator -c Release -a "$TARGETARCH" -p:EmbeddedCluster=false -o /app \
    && dotnet publish src/CniOperator.Agent -c Release -a "$TARGETARCH" -o /agent

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /app/cni-operator /usr/local/bin/cni-operator
# What runs on every node, from the same image.
COPY --from=build /agent/cni-operator-agent /usr/local/bin/cni-operator-agent
USER 65532:65532
EXPOSE 8080 8081 8476/udp 9443
ENTRYPOINT ["/usr/local/bin/cni-operator"]
CMD ["run"]
