using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;

namespace CniOperator.Commands.Plan;

/// <summary>
/// <c>plan</c>: who has which subnet, whether it holds, and whether it will: of a file, of options, or of a live cluster.
/// </summary>
internal sealed class PlanCommand(CommandIo io)
{
    private const int MostWanted = 1_000_000;

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "ClusterNetwork of the live cluster; the active one without it",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _file = CommonOptions.File(required: false);
    private readonly Option<string?> _podCidr = Text("--pod-cidr", "CIDR[,CIDR]", "Pod network, one of each IP family, instead of a file");
    private readonly Option<string?> _nodeMask = Text(
        "--node-mask",
        "N[,N]",
        "Prefix length of node subnets, for each --pod-cidr in its order; 24 (IPv4), 64 (IPv6) without it"
    );
    private readonly Option<string?> _nodes = Text("--nodes", "N", "Nodes to plan for, with no cluster; 3 without it");
    private readonly Option<string?> _maxPods = Text(
        "--max-pods",
        "N",
        "Pods that a kubelet takes, with no cluster; 110 without it, the kubelet's default"
    );
    private readonly Option<string?> _grow = Text(
        "--grow",
        "N",
        "Say whether N nodes in all would fit, and what would make them fit; exit 1 if not"
    );
    private readonly Option<string?> _explain = Text(
        "--explain",
        "CIDR|ADDRESS",
        "Say what a network or an address is, and whose it is if a plan is named"
    );
    private readonly Option<string> _output = CommonOptions.Output("table", "json", "yaml");
    private readonly Option<string[]> _addons = CommonOptions.Addons();
    private readonly Option<string?> _kubeconfig = CommonOptions.Kubeconfig();
    private readonly Option<string?> _context = CommonOptions.Context();

    public static Command Create(CommandIo io) => new PlanCommand(io).Create();

    private Command Create()
    {
        _kubeconfig.Description += ". With -f or --pod-cidr, the cluster whose nodes to hold against it";
        var command = new Command(
            "plan",
            "Show who has which subnet, as a file, options or the live cluster say; exit 1 if the plan does not hold"
        )
        {
            _name,
            _file,
            _podCidr,
            _nodeMask,
            _nodes,
            _maxPods,
            _grow,
            _explain,
            _output,
            _addons,
            _kubeconfig,
            _context,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(Arguments(parsed), parsed.GetValue(_output)!, io, cancellationToken));
        return command;
    }

    private PlanArguments Arguments(ParseResult parsed)
    {
        var arguments = new PlanArguments
        {
            Name = parsed.GetValue(_name),
            File = parsed.GetValue(_file),
            PodCidr = parsed.GetValue(_podCidr),
            NodeMask = parsed.GetValue(_nodeMask),
            Nodes = parsed.GetValue(_nodes),
            MaxPods = parsed.GetValue(_maxPods),
            Grow = parsed.GetValue(_grow),
            Explain = parsed.GetValue(_explain),
            Addons = parsed.GetValue(_addons)!,
            Kubeconfig = parsed.GetValue(_kubeconfig),
            Context = parsed.GetValue(_context),
        };
        arguments.Check();
        return arguments;
    }

    private static async Task<int> RunAsync(PlanArguments arguments, string format, CommandIo io, CancellationToken cancellationToken)
    {
        var explanation = arguments.Explain is { } text ? Explanation.Of(text, arguments.NodeMask) : null;
        int? wanted = arguments.Grow is { } grow ? Typed.Number("--grow", grow, 1, MostWanted) : null;
        if (explanation is not null && !arguments.NamesPlan)
            return Show(ExplainText.Write, PlanJson.Of, explanation, format, io.Out, ExitCode.Ok);

        var catalog = CommonOptions.Catalog(arguments.Addons, io.Error);
        var (source, code) = await new PlanSources(arguments, catalog, io).FindAsync(cancellationToken);
        if (source is null)
            return code;
        var plan = PlanView.Of(source, new PlanJudge(catalog));
        if (explanation is not null)
            return Show(ExplainText.Write, PlanJson.Of, explanation with { Plan = plan }, format, io.Out, ExitCode.Ok);
        if (wanted is null)
            return Show(PlanText.Write, PlanJson.Of, plan, format, io.Out, plan.HasErrors ? ExitCode.No : ExitCode.Ok);
        var growth = GrowthView.Of(plan, wanted.Value);
        return Show(GrowthText.Write, PlanJson.Of, growth, format, io.Out, growth.Fits ? ExitCode.Ok : ExitCode.No);
    }

    private static int Show<T>(Action<T, TextWriter> text, Func<T, JsonObject> json, T answer, string format, TextWriter output, int code)
    {
        if (format == "table")
            text(answer, output);
        else
            output.Write(format == "json" ? Json.Indented(json(answer)) : YamlWriter.Write(json(answer)));
        return code;
    }

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
