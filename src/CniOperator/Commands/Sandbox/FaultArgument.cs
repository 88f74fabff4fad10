using System.CommandLine;
using CniOperator.Commands.Sandbox.Wire;

namespace CniOperator.Commands.Sandbox;

/// <summary><c>--fault NAME:NODE</c>.</summary>
internal static class FaultArgument
{
    // An embedded cluster has no DNS that could be down.
    private static readonly string[] Names = [.. WireFault.Names.Where(n => n != WireFault.DnsDown)];

    internal static Option<string?> Option()
    {
        var option = new Option<string?>("--fault")
        {
            Description = $"Once Ready, break this on the simulated wire, and show how it is found and heals: {string.Join(", ", Names)}",
            HelpName = "NAME:NODE",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var typed }] && Of(typed) is null)
                result.AddError($"--fault \"{typed}\": give NAME:NODE, as overlay-blocked:node-2; NAME is {ParseProblems.Listed(Names)}");
        });
        return option;
    }

    /// <summary>The fault; <c>null</c> for anything else.</summary>
    internal static WireFault? Of(string? typed) =>
        typed?.Split(':') is [var name, { Length: > 0 } node] && Names.Contains(name) ? WireFault.Of(name, node) : null;
}
