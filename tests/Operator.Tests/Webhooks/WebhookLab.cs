using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Hosting;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Sandbox.Storage;
using CniOperator.Webhooks;
using k8s;

namespace CniOperator.Operator.Tests.Webhooks;

/// <summary>
/// An operator that serves its webhook on loopback, and a client that trusts what API servers would: caBundle of the configuration.
/// </summary>
internal sealed class WebhookLab : IAsyncDisposable
{
    internal static readonly ResourceName Configurations = new("admissionregistration.k8s.io", "validatingwebhookconfigurations");
    internal static readonly ResourceName Secrets = new("", "secrets");

    private readonly int _port = FreePort();
    private readonly CancellationTokenSource _stop = new();
    private Task _second = Task.CompletedTask;

    private WebhookLab(Lab lab) => Lab = lab;

    internal Lab Lab { get; }

    internal string Address => $"127.0.0.1:{_port}";

    internal JsonObject Configuration => Lab.State.Get(Configurations, null, WebhookNames.Configuration)!;

    internal JsonObject? Secret => Lab.State.Get(Secrets, ClusterNetworkApi.OperatorNamespace, WebhookNames.CertificateSecret);

    internal string Bundle => Configuration.Items("webhooks").Single().Text("clientConfig", "caBundle") ?? "";

    internal static async Task<WebhookLab> StartAsync(TimeProvider? clock = null, string? folder = null, bool leaderElection = false)
    {
        var lab = new WebhookLab(await Lab.StartAsync(run: false));
        var configuration = Lab.Documents(Lab.File("config", "optional", "webhook", "40-configuration.yaml")).Single();
        var client = configuration.Items("webhooks").Single()["clientConfig"]!.AsObject();
        client.Remove("service");
        client["url"] = $"https://{lab.Address}{WebhookNames.Path}";
        lab.Lab.State.Create(Configurations, configuration, "test");
        lab.Lab.Run(leaderElection, webhook: new WebhookOptions { Address = lab.Address, CertificateDirectory = folder }, clock: clock);
        return lab;
    }

    internal Task TrustedAsync() =>
        Lab.UntilAsync(() => Bundle.Length > 0 && Secret.Text("data", "ca.crt") == Bundle, "API servers trust the webhook");

    /// <summary>Asks as an API server does, trusting caBundle alone.</summary>
    internal async Task<JsonNode> AskAsync(JsonObject review, string? address = null)
    {
        using var response = await SendAsync(new StringContent(review.ToJsonString(), Encoding.UTF8, "application/json"), address: address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["response"]!;
    }

    internal async Task<HttpResponseMessage> SendAsync(
        HttpContent content,
        string? path = null,
        string? bundle = null,
        string? address = null
    )
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(bundle ?? Bundle)));
        using var client = Client(authorities);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"https://{address ?? Address}{path ?? WebhookNames.Path}"))
        {
            Content = content,
        };
        // A body that is too long is refused before it is sent.
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request);
    }

    /// <summary>The certificate that a new connection is shown.</summary>
    internal async Task<X509Certificate2> ServedAsync(string? address = null)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(address ?? Address));
        await using var stream = new SslStream(connection.GetStream(), false, (_, certificate, _, _) => certificate is not null);
        await stream.AuthenticateAsClientAsync("cni-operator-webhook.cni-operator-system.svc");
        return X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData());
    }

    /// <summary>Starts another replica, on an address of its own.</summary>
    internal string Second()
    {
        var address = $"127.0.0.1:{FreePort()}";
        _second = OperatorRunner.RunOperatorAsync(
            new OperatorOptions
            {
                Connection = new KubernetesClientConfiguration { Host = Lab.Cluster.Url.ToString() },
                MetricsAddress = "",
                ProbesAddress = "",
                Webhook = new WebhookOptions { Address = address },
            },
            _stop.Token
        );
        return address;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _second.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Lab.DisposeAsync();
        _stop.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static HttpClient Client(X509Certificate2Collection authorities)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }
}
