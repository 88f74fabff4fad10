using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Operator.Tests.Webhooks;
using CniOperator.Output;
using CniOperator.Webhooks;

namespace CniOperator.Operator.Tests.Install;

public sealed class WebhookManifestTests
{
    private const string Own = "webhook";
    private const string CertManager = "webhook-cert-manager";

    [Theory]
    [InlineData(Own)]
    [InlineData(CertManager)]
    public void The_configuration_names_what_the_code_serves(string folder)
    {
        var configuration = One(folder, "40-configuration.yaml", "ValidatingWebhookConfiguration");
        var webhook = configuration.Items("webhooks").Single();
        Assert.Equal((WebhookNames.Configuration, WebhookNames.Webhook), (configuration.Text("metadata", "name"), webhook.Text("name")));
        Assert.Equal(
            ("None", "Ignore", "Equivalent", 5),
            (webhook.Text("sideEffects"), webhook.Text("failurePolicy"), webhook.Text("matchPolicy"), webhook.Number(0, "timeoutSeconds"))
        );
        Assert.Equal(["v1"], webhook.Texts("admissionReviewVersions"));
        var rule = webhook.Items("rules").Single();
        Assert.Equal([ClusterNetworkApi.Group], rule.Texts("apiGroups"));
        Assert.Equal([ClusterNetworkApi.Version], rule.Texts("apiVersions"));
        Assert.Equal([ClusterNetworkApi.Plural], rule.Texts("resources"));
        Assert.Equal(["CREATE", "UPDATE"], rule.Texts("operations"));
        var service = webhook.At("clientConfig", "service");
        Assert.Equal(
            (WebhookNames.Service, ClusterNetworkApi.OperatorNamespace, WebhookNames.Path),
            (service.Text("name"), service.Text("namespace"), service.Text("path"))
        );
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(CertManager)]
    public void The_Service_leads_from_the_configurations_port_to_the_Deployments(string folder)
    {
        var service = One(folder, "20-service.yaml", "Service");
        var port = service.Items("spec", "ports").Single();
        var deployment = One(folder, "30-deployment.yaml", "Deployment");
        var container = deployment.Items("spec", "template", "spec", "containers").Single();
        var target = container.Items("ports").Single(p => p.Text("name") == port.Text("targetPort"));
        Assert.Equal(
            (WebhookNames.Service, ClusterNetworkApi.OperatorNamespace),
            (service.Text("metadata", "name"), service.Text("metadata", "namespace"))
        );
        Assert.Equal(
            One(folder, "40-configuration.yaml", "ValidatingWebhookConfiguration")
                .Items("webhooks")
                .Single()
                .Number(0, "clientConfig", "service", "port"),
            port.Number(0, "port")
        );
        Assert.Equal($":{target.Number(0, "containerPort")}", Argument(container, "--webhook-bind-address"));
        Assert.Equal(WebhookNames.Address, Argument(container, "--webhook-bind-address"));
        Assert.True(JsonNode.DeepEquals(service.At("spec", "selector"), deployment.At("spec", "selector", "matchLabels")));
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(CertManager)]
    public void The_Deployment_is_the_one_of_config_install_except_for_the_webhook(string folder)
    {
        var deployment = One(folder, "30-deployment.yaml", "Deployment");
        var container = deployment.Items("spec", "template", "spec", "containers").Single();
        var arguments = container.Texts("args").ToArray();
        Assert.Empty(
            CommandLine
                .Root(new CommandIo(TextWriter.Null, TextWriter.Null, TextReader.Null, false))
                .Parse([.. arguments.Select(a => a.Replace("$(HOST_IP)", "192.0.2.7", StringComparison.Ordinal))])
                .Errors.Select(e => e.Message)
        );
        container["args"] = new JsonArray([.. arguments.TakeWhile(a => a != "--webhook")]);
        container["ports"] = new JsonArray([
            .. container.Items("ports").Where(p => p.Text("name") != "webhook").Select(p => p.DeepClone()),
        ]);
        container.Remove("volumeMounts");
        deployment["spec"]!["template"]!["spec"]!.AsObject().Remove("volumes");
        var plain = Lab.Documents(Lab.File("config", "install", "30-deployment.yaml")).Single(d => d.Text("kind") == "Deployment");
        Assert.True(
            JsonNode.DeepEquals(plain, deployment),
            $"config/install/30-deployment.yaml:\n{plain}\nconfig/optional/{folder}/30-deployment.yaml:\n{deployment}"
        );
    }

    [Fact]
    public void Cert_managers_Secret_is_mounted_where_the_operator_reads_it_and_its_names_are_the_Services()
    {
        var certificate = All(CertManager, "10-certificate.yaml")
            .Single(d => d.Text("kind") == "Certificate" && d.At("spec", "isCA") is null);
        Assert.Equal(
            WebhookNames.HostsOf(WebhookNames.Service, ClusterNetworkApi.OperatorNamespace),
            certificate.Texts("spec", "dnsNames")
        );
        var pod = One(CertManager, "30-deployment.yaml", "Deployment").At("spec", "template", "spec");
        var mount = pod.Items("containers").Single().Items("volumeMounts").Single();
        Assert.Equal(mount.Text("mountPath"), Argument(pod.Items("containers").Single(), "--webhook-cert-dir"));
        Assert.Equal(
            certificate.Text("spec", "secretName"),
            pod.Items("volumes").Single(v => v.Text("name") == mount.Text("name")).Text("secret", "secretName")
        );
        var configuration = One(CertManager, "40-configuration.yaml", "ValidatingWebhookConfiguration");
        Assert.Equal(
            $"{ClusterNetworkApi.OperatorNamespace}/{certificate.Text("metadata", "name")}",
            configuration.Text("metadata", "annotations", "cert-manager.io/inject-ca-from")
        );
    }

    [Fact]
    public async Task The_rights_are_those_that_the_webhook_asks_for()
    {
        await using var lab = await WebhookLab.StartAsync(leaderElection: true);
        await lab.TrustedAsync();
        var asked = lab
            .Lab.Cluster.Journal.Entries.Where(e =>
                e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal)
                && (e.Resource.StartsWith("validatingwebhook", StringComparison.Ordinal) || (e.Resource == "secrets" && e.IsWrite))
            )
            .SelectMany(e =>
                e.Verb != "apply" ? [$"{e.Verb} {e.Resource}"]
                : e.Status == 201 ? new[] { $"create {e.Resource}", $"patch {e.Resource}" }
                : [$"patch {e.Resource}"]
            );
        var granted = All(Own, "10-rbac.yaml")
            .SelectMany(d => d.Items("rules"))
            .SelectMany(r =>
                from verb in r.Texts("verbs")
                from resource in r.Texts("resources")
                let ofGroup = r.Texts("apiGroups").Single()
                select $"{verb} {(ofGroup.Length == 0 ? resource : $"{resource}.{ofGroup}")}"
            );
        // Lists are for API servers without streaming lists.
        Assert.Equal(
            granted.Where(g => !g.StartsWith("list ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            asked.Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(All(Own, "10-rbac.yaml").SelectMany(d => d.Items("rules")), r =>
            Assert.Equal(
                [r.Texts("resources").Single() == "secrets" ? WebhookNames.CertificateSecret : WebhookNames.Configuration],
                r.Texts("resourceNames")
            )
        );
    }

    [Theory]
    [InlineData("run --webhook-cert-dir /x", "add --webhook")]
    [InlineData("run --webhook-bind-address :1", "add --webhook")]
    public void How_the_webhook_is_served_needs_the_webhook(string arguments, string words) =>
        Assert.Contains(
            words,
            Assert
                .Single(
                    CommandLine
                        .Root(new CommandIo(TextWriter.Null, TextWriter.Null, TextReader.Null, false))
                        .Parse(arguments.Split(' '))
                        .Errors
                )
                .Message,
            StringComparison.Ordinal
        );

    private static string? Argument(JsonObject container, string name) =>
        container.Texts("args").SkipWhile(a => a != name).ElementAtOrDefault(1);

    private static JsonObject One(string folder, string file, string kind) => All(folder, file).Single(d => d.Text("kind") == kind);

    private static List<JsonObject> All(string folder, string file) => [.. Lab.Documents(Lab.File("config", "optional", folder, file))];
}
