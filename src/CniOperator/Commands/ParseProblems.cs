using System.CommandLine;
using System.CommandLine.Parsing;

namespace CniOperator.Commands;

/// <summary>What is wrong with a command line, in one line each.</summary>
internal static class ParseProblems
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand)
        {
            var names = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
            return [parsed.UnmatchedTokens is [var typed, ..] ? Unknown(typed, names) : $"which command? {Listed(names)}"];
        }

        return
        [
            .. parsed.UnmatchedTokens.Select(t => Unexpected(t, command)),
            .. parsed.Errors.Where(e => !IsOfUnmatched(e, parsed)).Select(Message),
        ];
    }

    /// <summary>As "a, b or c".</summary>
    public static string Listed(IReadOnlyList<string> names) => $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    private static string Unknown(string typed, List<string> names) =>
        typed.StartsWith('-')
            ? $"there is no option {typed} without a command; commands are {Listed(names)}"
            : $"there is no command \"{typed}\"; there is {Listed(names)}";

    private static string Unexpected(string token, Command command) =>
        token.StartsWith('-') ? $"{command.Name} has no option {token}"
        : command.Options.Any(o => o.Name == "--file") && File.Exists(token) ? $"{token}: a file is named by an option; write -f {token}"
        : $"\"{token}\": {command.Name} takes {(command.Arguments.Count == 0 ? "options alone" : "one name")}; leave it out";

    // The parser says of each token that it cannot place only that.
    private static bool IsOfUnmatched(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.Any(t => error.Message.Contains($"'{t}'", StringComparison.Ordinal));

    private static string Message(ParseError error) =>
        error.SymbolResult switch
        {
            OptionResult { Option.Arity.MaximumNumberOfValues: 1, Tokens.Count: > 1 } several =>
                $"{several.Option.Name}: is there {several.Tokens.Count} times; give it once{Comma(several)}",
            OptionResult { Implicit: false, Tokens.Count: 0 } bare =>
                $"{bare.Option.Name}: its value is missing; write {bare.Option.Name} {bare.Option.HelpName}",
            _ => error.Message,
        };

    private static string Comma(OptionResult several) =>
        several.Option.HelpName?.Contains("[,", StringComparison.Ordinal) is true
            ? $", as {several.Option.Name} {string.Join(',', several.Tokens.Select(t => t.Value))}"
            : "";
}
