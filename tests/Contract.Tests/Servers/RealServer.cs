using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>
/// A real etcd and kube-apiserver from <c>KUBEBUILDER_ASSETS</c>, in a folder of their own on free ports, gone with the fixture.
/// </summary>
public sealed class RealServer : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("contract-").FullName;
    private readonly Uri _etcd = new($"http://127.0.0.1:{FreePort()}");

    private RealServer() { }

    /// <summary>What is missing for a real server to run; <c>null</c> when nothing is.</summary>
    public static string? Missing
    {
        get
        {
            if (Assets.Length == 0)
                return "KUBEBUILDER_ASSETS is not set: it must name a folder with kube-apiserver and etcd";
            var lacking = new[] { "kube-apiserver", "etcd" }.Where(b => !File.Exists(Path.Combine(Assets, b))).ToList();
            return lacking.Count == 0 ? null : $"KUBEBUILDER_ASSETS ({Assets}) lacks {string.Join(" and ", lacking)}";
        }
    }

    public Uri Url { get; } = new($"https://127.0.0.1:{FreePort()}");

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Assets => Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? "";

    public static async Task<RealServer> StartAsync()
    {
        var server = new RealServer();
        try
        {
            server.StartEtcd();
            server.StartApiServer();
            await server.WaitUntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes etcd forget every older revision, as it does by itself every five minutes.</summary>
    public async Task CompactAsync()
    {
        using var client = new HttpClient { BaseAddress = _etcd };
        var range = await client.PostAsync("/v3/kv/range", new StringContent("""{"key":"AA=="}"""));
        var header = JsonNode.Parse(await range.Content.ReadAsStringAsync())!["header"]!;
        var compaction = new StringContent(
            new JsonObject { ["revision"] = header["revision"]!.ToString(), ["physical"] = true }.ToJsonString()
        );
        (await client.PostAsync("/v3/kv/compaction", compaction)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void StartEtcd()
    {
        var peer = $"http://127.0.0.1:{FreePort()}";
        var client = _etcd.GetLeftPart(UriPartial.Authority);
        Start(
            "etcd",
            "--data-dir",
            Path.Combine(_folder, "etcd"),
            "--unsafe-no-fsync",
            "--listen-client-urls",
            client,
            "--advertise-client-urls",
            client,
            "--listen-peer-urls",
            peer,
            "--initial-advertise-peer-urls",
            peer,
            "--initial-cluster",
            $"default={peer}"
        );
    }

    private void StartApiServer()
    {
        using var rsa = RSA.Create(2048);
        var key = Path.Combine(_folder, "accounts.key");
        File.WriteAllText(key, rsa.ExportRSAPrivateKeyPem());
        var tokens = Path.Combine(_folder, "tokens.csv");
        File.WriteAllText(tokens, $"{Token},admin,admin,\"system:masters\"\n", Encoding.ASCII);
        Start(
            "kube-apiserver",
            $"--etcd-servers={_etcd.GetLeftPart(UriPartial.Authority)}",
            $"--secure-port={Url.Port}",
            "--bind-address=127.0.0.1",
            $"--cert-dir={Path.Combine(_folder, "certs")}",
            $"--service-account-key-file={key}",
            $"--service-account-signing-key-file={key}",
            "--service-account-issuer=https://kubernetes.default.svc",
            "--authorization-mode=RBAC",
            "--service-cluster-ip-range=10.96.0.0/12",
            "--allow-privileged=true",
            $"--token-auth-file={tokens}",
            // Without the cache of old lists, so that what etcd has forgotten is forgotten.
            "--feature-gates=ListFromCacheSnapshot=false",
            // There is no controller manager to make the accounts that this plugin wants for every pod.
            "--disable-admission-plugins=ServiceAccount"
        );
    }

    private void Start(string binary, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Assets, binary), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{binary} did not start");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _processes.Add(process);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = ServerHttp.NewClient(Url, Token);
        var giveUp = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/readyz")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetUtcNow() < giveUp)
            {
                // Not listening yet.
            }

            if (TimeProvider.System.GetUtcNow() >= giveUp)
                throw new InvalidOperationException("kube-apiserver was not ready within a minute");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }
}
