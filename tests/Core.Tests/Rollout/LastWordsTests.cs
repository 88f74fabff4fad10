using CniOperator.Core.Rollout;

namespace CniOperator.Core.Tests.Rollout;

public sealed class LastWordsTests
{
    public static TheoryData<string, string, string> Klogs =>
        new()
        {
            {
                "flannel without WireGuard in the kernel",
                """
                    I1127 18:20:40.101010       1 main.go:212] CLI flags config: {etcdEndpoints:http://127.0.0.1:4001}
                    I1127 18:20:41.123456       1 kube.go:126] Waiting 10m0s for node controller to sync
                    I1127 18:20:42.100000       1 main.go:359] Found network config - Backend type: wireguard
                    E1127 18:20:42.123456       1 main.go:384] Error registering network: could not create wireguard interface: operation not supported
                    I1127 18:20:42.123499       1 main.go:520] Stopping shutdownHandler...
                    """,
                "Error registering network: could not create wireguard interface: operation not supported"
            },
            {
                "the same where the cause is logged as less than it is",
                """
                    W1127 18:20:42.123456   40112 main.go:384] could not create wireguard interface: operation not supported
                    I1127 18:20:42.123499   40112 main.go:520] Stopping shutdownHandler...
                    """,
                "could not create wireguard interface: operation not supported"
            },
            {
                "flannel as a kubelet reported it, cut at 2 KiB",
                """
                    wardRules:true blackholeRoute:false netConfPath:/etc/kube-flannel/net-conf.json setNodeNetworkUnavailable:true}
                    ??? W1127 20:05:46.678230       1 client_config.go:683] Neither --kubeconfig nor --master was specified.  This might not work.
                    ??? I1127 20:05:47.701876       1 main.go:536] Found network config - Backend type: wireguard
                    ??? E1127 20:05:47.729651       1 main.go:372] Error fetching backend: unknown backend type: wireguard
                    ??? I1127 20:05:47.729880       1 main.go:516] Stopping shutdownHandler...
                    """,
                "Error fetching backend: unknown backend type: wireguard"
            },
            {
                "klog's fatal with the stack that follows",
                "F0102 15:04:05.000000       1 main.go:12] cannot read /etc/kube-flannel/net-conf.json\ngoroutine 1 [running]:\nk8s.io/klog/v2.stacks(0x1)\n\t/go/pkg/klog.go:1 +0x1d",
                "cannot read /etc/kube-flannel/net-conf.json"
            },
        };

    public static TheoryData<string, string, string> Calicos =>
        new()
        {
            {
                "calico-node's start",
                """
                    2026-11-27 18:00:00.100 [INFO][8] startup/startup.go 458: Early log level set to info
                    2026-11-27 18:00:01.200 [ERROR][8] startup/startup.go 158: failed to query kubeadm's config map error=Get "https://10.96.0.1:443/api": dial tcp 10.96.0.1:443: i/o timeout
                    2026-11-27 18:00:01.300 [WARNING][8] startup/startup.go 1400: Terminating
                    Calico node failed to start
                    """,
                "failed to query kubeadm's config map error=Get \"https://10.96.0.1:443/api\": dial tcp 10.96.0.1:443: i/o timeout"
            },
            {
                "Felix",
                "2026-11-27 18:00:00.100 [INFO][69] felix/daemon.go 373: Successfully loaded configuration.\n2026-11-27 18:00:00.200 [FATAL][69] felix/int_dataplane.go 1124: Kernel doesn't support the required eBPF features\n2026-11-27 18:00:00.300 [INFO][69] felix/daemon.go 900: Exiting",
                "Kernel doesn't support the required eBPF features"
            },
            {
                "logrus as text",
                """
                    time="2026-11-27T18:00:00Z" level=info msg="Running as a Kubernetes pod" source="install.go:145"
                    time="2026-11-27T18:00:01Z" level=fatal msg="Unable to create token for CNI kubeconfig" error="Post \"https://10.96.0.1:443/api/v1\": connect: connection refused" source="token.go:99"
                    time="2026-11-27T18:00:01Z" level=info msg="done"
                    """,
                "Unable to create token for CNI kubeconfig: Post \"https://10.96.0.1:443/api/v1\": connect: connection refused"
            },
            {
                "logrus as JSON",
                """{"level":"error","msg":"Connection to the datastore is unauthorized","time":"2026-11-27T18:00:00Z"}"""
                    + "\n"
                    + """{"level":"info","msg":"bye"}""",
                "Connection to the datastore is unauthorized"
            },
        };

    public static TheoryData<string, string, string> Structured =>
        new()
        {
            {
                "zap as JSON, with the error apart",
                """{"level":"info","ts":1764266400,"msg":"starting manager"}"""
                    + "\n"
                    + """{"level":"error","ts":1764266401,"logger":"setup","msg":"unable to start manager","error":"listen tcp :8080: bind: address already in use","stacktrace":"main.main\n\t/main.go:1"}""",
                "unable to start manager: listen tcp :8080: bind: address already in use"
            },
            {
                "zap for consoles",
                "2026-11-27T18:00:00.000Z\tINFO\tsetup\tstarting\n2026-11-27T18:00:01.000Z\tERROR\tsetup\tproblem running manager\n2026-11-27T18:00:01.100Z\tINFO\tStopping and waiting",
                "setup\tproblem running manager"
            },
            {
                "Weave Net",
                "INFO: 2026/11/27 18:00:00.100000 Command line options: map[]\nFATA: 2026/11/27 18:00:00.200000 Existing bridge type \"bridge\" is different than requested \"bridged_fastdp\". Please do 'weave reset' and try again\nINFO: 2026/11/27 18:00:00.300000 weave 2.9.0 ends",
                "Existing bridge type \"bridge\" is different than requested \"bridged_fastdp\". Please do 'weave reset' and try again"
            },
            {
                "BIRD",
                "bird: 2026-11-27 18:00:00 <INFO> Started\nbird: 2026-11-27 18:00:01 <FATAL> /etc/calico/confd/config/bird.cfg:12:3 syntax error, unexpected CF_SYM_UNDEFINED\nbird: Shutting down",
                "/etc/calico/confd/config/bird.cfg:12:3 syntax error, unexpected CF_SYM_UNDEFINED"
            },
            {
                "a Go panic",
                "I0102 15:04:05.000000       1 main.go:12] hello\npanic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation]\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:7 +0x1d",
                "panic: runtime error: invalid memory address or nil pointer dereference"
            },
            {
                "a flag that there is not, and how to use the rest",
                "flag provided but not defined: -iface-cam-reach\nUsage: /opt/bin/flanneld [OPTION]...\n  -v value\n    \tlog level; errors are always logged\n",
                "flag provided but not defined: -iface-cam-reach"
            },
        };

    public static TheoryData<string, string, string> Dataplanes =>
        new()
        {
            {
                "cobra",
                "Error: unknown command \"strat\" for \"kube-controllers\"\nUsage:\n  kube-controllers [flags]\n",
                "Error: unknown command \"strat\" for \"kube-controllers\""
            },
            {
                "a shell",
                "+ cp -f /flannel /opt/cni/bin/flannel\ncp: can't create '/opt/cni/bin/flannel': Read-only file system\n",
                "cp: can't create '/opt/cni/bin/flannel': Read-only file system"
            },
            { "nothing that is an error", "hello\nthat was it\n", "that was it" },
            { "one word", "Killed", "Killed" },
            { "no words", " \n\t\n", "" },
        };

    [Theory]
    [MemberData(nameof(Klogs))]
    [MemberData(nameof(Calicos))]
    [MemberData(nameof(Structured))]
    [MemberData(nameof(Dataplanes))]
    public void The_line_that_explains_is_chosen(string whose, string log, string words)
    {
        Assert.NotEmpty(whose);
        Assert.Equal(words, LastWords.Of(log));
    }

    [Fact]
    public void Whatever_a_log_ends_with_some_line_of_it_is_quoted() =>
        CsCheck.Check.Sample(CsCheck.Gen.String[CsCheck.Gen.Char["{\":\\[] \n\tE1a<="], 0, 60], log =>
            Assert.DoesNotContain('\n', LastWords.Of(log))
        );
}
