namespace CniOperator.Output;

/// <summary>Where a command reads and writes: the process's own streams, or a test's.</summary>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">Everything else: problems, progress of commands whose output is data.</param>
/// <param name="In">What <c>-f -</c> reads.</param>
/// <param name="IsTerminal">Whether <paramref name="Out"/> is a terminal: live views there, plain lines elsewhere.</param>
internal sealed record CommandIo(TextWriter Out, TextWriter Error, TextReader In, bool IsTerminal)
{
    /// <summary>Whether <see cref="Out"/> shows colours: on a terminal, unless <c>NO_COLOR</c> says otherwise.</summary>
    public bool Colours => IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static CommandIo OfProcess() => new(Console.Out, Console.Error, Console.In, !Console.IsOutputRedirected);
}
