using System.Globalization;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Which state a list or watch wants to see (meta/v1 <c>ListOptions</c>, KEP-2340, KEP-3157).</summary>
/// <param name="ResourceVersion">The stated version; <c>null</c> when unset.</param>
/// <param name="Match"><c>Exact</c>, <c>NotOlderThan</c> or <c>null</c>.</param>
/// <param name="Limit">The most objects of a page; 0 for all.</param>
/// <param name="Continue">The token of the next page.</param>
/// <param name="SendInitialEvents">The watch begins with all objects and an annotated bookmark.</param>
internal sealed record ListOptions(long? ResourceVersion, string? Match, long Limit, string? Continue, bool? SendInitialEvents)
{
    internal static ListOptions ForList(Exchange exchange)
    {
        var options = Read(exchange, CheckVersion);
        if (options.SendInitialEvents is not null)
            throw Invalid("sendInitialEvents", "sendInitialEvents is forbidden for list");
        if (options.Match is not null && exchange.Query("resourceVersion") is null or "")
            throw Invalid("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        if (options.Match is not null && options.Continue is not null)
            throw Invalid("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
        if (options is { Match: "Exact", ResourceVersion: 0 })
            throw Invalid("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        if (options is { Continue: not null, ResourceVersion: > 0 })
            throw Refusal.BadRequest("specifying resource version is not allowed when using continue");
        // What the watch cache answers, it answers whole.
        return options is { ResourceVersion: 0, Continue: null } ? options with { Limit = 0 } : options;
    }

    internal static ListOptions ForWatch(Exchange exchange)
    {
        var options = Read(exchange, CheckReadVersion);
        if (options.SendInitialEvents is null && options.Match is { } match)
        {
            var errors = new List<FieldError>
            {
                Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"),
            };
            if (match != "NotOlderThan")
                errors.Add(
                    new FieldError(
                        "resourceVersionMatch",
                        FieldErrorType.NotSupported,
                        "supported values: \"NotOlderThan\"",
                        $"\"{match}\""
                    )
                );
            throw Refusal.Invalid("meta.k8s.io", "ListOptions", "", errors);
        }

        if (options.SendInitialEvents is not null && options.Match != "NotOlderThan")
            throw Invalid("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        return options;
    }

    internal static long? CheckVersion(string? text)
    {
        if (text is null or "")
            return null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return (long)version;
        throw Refusal.BadRequest($"invalid resource version: {NoVersion(text)}");
    }

    /// <summary>The version that a read of one object names; refused with 500, as the API server does it.</summary>
    internal static long? CheckReadVersion(string? text)
    {
        if (text is null or "")
            return null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return (long)version;
        throw new ApiStatusException(500, "", NoVersion(text));
    }

    private static string NoVersion(string text) =>
        $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax";

    private static ListOptions Read(Exchange exchange, Func<string?, long?> version)
    {
        var match = exchange.Query("resourceVersionMatch");
        if (match is "")
            match = null;
        if (match is not (null or "Exact" or "NotOlderThan"))
            throw Refusal.Invalid(
                "meta.k8s.io",
                "ListOptions",
                "",
                [
                    new FieldError(
                        "resourceVersionMatch",
                        FieldErrorType.NotSupported,
                        "supported values: \"Exact\", \"NotOlderThan\", \"\"",
                        $"\"{match}\""
                    ),
                ]
            );
        var initial = exchange.Query("sendInitialEvents") is null ? (bool?)null : exchange.Flag("sendInitialEvents");
        var token = exchange.Query("continue") is { Length: > 0 } text ? text : null;
        return new ListOptions(
            version(exchange.Query("resourceVersion")),
            match,
            Math.Max(0, exchange.Number("limit") ?? 0),
            token,
            initial
        );
    }

    private static ApiStatusException Invalid(string field, string detail) =>
        Refusal.Invalid("meta.k8s.io", "ListOptions", "", [Forbidden(field, detail)]);

    private static FieldError Forbidden(string field, string detail) => new(field, FieldErrorType.Forbidden, detail);
}
