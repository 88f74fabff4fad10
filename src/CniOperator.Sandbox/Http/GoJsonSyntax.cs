namespace CniOperator.Sandbox.Http;

/// <summary>What Go's <c>encoding/json</c> says about a text that is not JSON: clients show it, so it is worth saying the same.</summary>
internal static class GoJsonSyntax
{
    /// <summary>The first mistake, or <c>null</c> when the text is one JSON value.</summary>
    internal static string? Explain(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var scan = new GoJsonScan(utf8);
            scan.Value();
            scan.Blanks();
            return scan.AtEnd ? null : scan.Wrong("after top-level value").Message;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
