using System.Security.Cryptography.X509Certificates;
using System.Text;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Tests.Support;
using k8s;

namespace CniOperator.Runtime.Tests;

public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 _root = Certificates.Root("root");
    private readonly X509Certificate2 _other = Certificates.Root("another");

    public void Dispose()
    {
        _root.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_server_whose_certificate_our_authority_signed_is_trusted()
    {
        await using var server = new TlsServer(Certificates.Leaf("localhost", _root));
        await AskAsync(server, [_root]);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused_even_if_it_sends_that_one_along()
    {
        await using var server = new TlsServer(Certificates.Leaf("localhost", _other), _other);
        await RefusesAsync(server, [_root]);
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused_unless_the_kubeconfig_says_that_name()
    {
        await using var server = new TlsServer(Certificates.Leaf("kubernetes.example", _root));
        await RefusesAsync(server, [_root]);
        await AskAsync(server, [_root], c => c.TlsServerName = "kubernetes.example");
    }

    [Fact]
    public async Task An_intermediate_authority_may_be_all_that_the_kubeconfig_names()
    {
        var intermediate = Certificates.Authority("intermediate", _root);
        await using var server = new TlsServer(Certificates.Leaf("localhost", intermediate), intermediate);
        await AskAsync(server, [X509CertificateLoader.LoadCertificate(intermediate.RawData)]);
        await RefusesAsync(server, [_other]);
    }

    [Fact]
    public async Task A_client_certificate_says_who_we_are()
    {
        await using var server = new TlsServer(Certificates.Leaf("localhost", _root));
        var ours = Certificates.Leaf("operator", _root);
        await AskAsync(server, [_root], c =>
        {
            c.ClientCertificateData = Convert.ToBase64String(Encoding.ASCII.GetBytes(ours.ExportCertificatePem()));
            c.ClientCertificateKeyData = Convert.ToBase64String(
                Encoding.ASCII.GetBytes(ours.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())
            );
        });
        Assert.Equal("CN=operator", server.ClientName);
    }

    [Fact]
    public void An_address_that_is_not_a_URL_is_named()
    {
        var error = Assert.Throws<ClusterConnectionException>(() =>
            ClusterConnection.CreateClient(new KubernetesClientConfiguration { Host = "10.0.0.1:6443" }, "test/1")
        );
        Assert.Contains("'10.0.0.1:6443' must be a URL", error.Message, StringComparison.Ordinal);
    }

    private static async Task AskAsync(
        TlsServer server,
        X509Certificate2Collection anchors,
        Action<KubernetesClientConfiguration>? change = null
    )
    {
        var configuration = new KubernetesClientConfiguration { Host = server.Url, SslCaCerts = anchors };
        change?.Invoke(configuration);
        await ClusterConnection.CreateClient(configuration, "test/1").GetRawAsync("/version", CancellationToken.None);
    }

    private static async Task RefusesAsync(TlsServer server, X509Certificate2Collection anchors)
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => AskAsync(server, anchors));
        Assert.Contains("certificate", error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
