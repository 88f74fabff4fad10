using CniOperator.FaultLab.Faults;

namespace CniOperator.FaultLab;

/// <summary>What the lab is asked to do.</summary>
/// <param name="Faults">Which faults.</param>
/// <param name="List">Their names alone.</param>
/// <param name="Json">The result as JSON.</param>
/// <param name="Verbose">What the engine says in between, too.</param>
internal sealed record LabOptions(IReadOnlyList<LabFault> Faults, bool List, bool Json, bool Verbose)
{
    private const string Usage = "usage: FaultLab [--fault NAME]... [--list] [--verbose] [-o json]";

    /// <summary>Reads arguments; <c>null</c>, and what is wrong, if they are not understood.</summary>
    internal static LabOptions? Parse(string[] arguments, out string problem)
    {
        problem = Usage;
        var (list, json, verbose, faults) = (false, false, false, new List<LabFault>());
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--list":
                    list = true;
                    break;
                case "--verbose":
                    verbose = true;
                    break;
                case "-o" when ++i < arguments.Length && arguments[i] == "json":
                    json = true;
                    break;
                case "--fault" when ++i < arguments.Length:
                    if (Catalog.All.FirstOrDefault(f => f.Name == arguments[i]) is not { } fault)
                    {
                        problem = $"no fault {arguments[i]}; --list names them";
                        return null;
                    }
                    faults.Add(fault);
                    break;
                default:
                    return null;
            }
        }
        return new LabOptions(faults.Count > 0 ? faults : Catalog.All, list, json, verbose);
    }
}
