using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace CniOperator.Runtime.Leadership;

/// <summary>
/// The name of this process in the Lease. A lease that is held under one's own name is taken at once, so two living processes must never
/// have
/// the same one.
/// <para>
/// In a pod whose uid is known (<c>POD_UID</c>, from the downward API) the name stays the same when the container restarts: the kubelet
/// starts a container only after the one before it has ended, so the lease that this one left need not expire first. That only one process
/// has the name is not left to trust. The process claims it from the kernel, as an abstract Unix socket: exclusive among processes that
/// share
/// a network namespace, which all containers of a pod do, and free again in the moment in which its holder is dead, however it died. The
/// name
/// contains which boot of which kernel and which network namespace it was claimed in, so a process that was given the same variables
/// elsewhere has another name. A process that does not get the claim, or runs in no pod, has a random name and waits for its turn.
/// </para>
/// </summary>
internal sealed class ReplicaIdentity : IDisposable
{
    private readonly Socket? _claim;

    private ReplicaIdentity(string name, Socket? claim = null) => (Name, _claim) = (name, claim);

    /// <summary>The name, unique among living processes.</summary>
    public string Name { get; }

    /// <summary>Claims the pod's name; else makes up one.</summary>
    /// <param name="lease">The lease that the name is for, namespace included: operators that share a pod do not share a claim.</param>
    /// <param name="podName">The pod's name; empty: the machine's is used.</param>
    /// <param name="podUid">The pod's uid; empty: not in a pod.</param>
    public static ReplicaIdentity Claim(string lease, string? podName, string? podUid)
    {
        var host = string.IsNullOrEmpty(podName) ? Environment.MachineName : podName;
        if (!string.IsNullOrEmpty(podUid) && Scope() is { } scope && TryClaim($"{lease}/{podUid}") is { } claim)
            return new ReplicaIdentity($"{host}_{podUid}_{Hash(scope)}", claim);
        return new ReplicaIdentity($"{host}_{Guid.NewGuid():n}");
    }

    /// <summary>A name that the caller has made unique.</summary>
    public static ReplicaIdentity Given(string name) => new(name);

    /// <summary>Gives the name back.</summary>
    public void Dispose() => _claim?.Dispose();

    /// <summary>Where a claim holds; <c>null</c>: nowhere, this is not Linux or <c>/proc</c> is not what it should be.</summary>
    private static string? Scope()
    {
        try
        {
            return
                OperatingSystem.IsLinux()
                && File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() is { Length: > 0 } boot
                && new FileInfo("/proc/self/ns/net").LinkTarget is { Length: > 0 } network
                ? $"{boot} {network}"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Socket? TryClaim(string text)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // The zero in front makes it abstract: no file that outlives the process. It is bound, never listened on.
            socket.Bind(new UnixDomainSocketEndPoint("\0leader-" + Hash(text)));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
