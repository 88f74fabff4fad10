using System.Diagnostics;

namespace CniOperator.FaultLab.Network;

/// <summary>Runs commands, in a network namespace or outside of all.</summary>
internal static class Shell
{
    /// <summary>Runs lines of a shell script; the first that fails ends it.</summary>
    /// <param name="space">The namespace; <c>null</c> for none.</param>
    /// <param name="script">The lines.</param>
    /// <exception cref="LabException">It failed; the message has what it printed.</exception>
    internal static void Run(string? space, string script)
    {
        var (code, output) = Try(space, script);
        if (code != 0)
            throw new LabException($"{space ?? "host"}: {script.Trim()}\nended with {code}: {output}");
    }

    /// <summary>The same, and what came out of it.</summary>
    internal static (int Code, string Output) Try(string? space, string script)
    {
        var start = new ProcessStartInfo(space is null ? "sh" : "ip")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in space is null ? ["-e"] : new[] { "netns", "exec", space, "sh", "-e" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new LabException("no shell");
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(script + "\n");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
