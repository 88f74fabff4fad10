using CniOperator.House.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CniOperator.House.Tests;

public sealed class Awaits
{
    /// <summary>
    /// No host of ours has a synchronization context; <c>ConfigureAwaitOptions.SuppressThrowing</c> says something else and may stay.
    /// </summary>
    [Fact]
    public void An_await_says_nothing_of_contexts() =>
        HouseRule.Hold(
            "configure-await",
            from file in Repository.Sources
            from call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
            where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" }
            where call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax }]
            select new Breach(file.Path, file.LineAt(call.SpanStart), file.Name, "no context is captured here: leave ConfigureAwait out")
        );
}
