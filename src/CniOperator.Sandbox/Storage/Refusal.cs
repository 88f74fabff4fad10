using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Sandbox.Storage;

/// <summary>The API server's refusals in its own words (apimachinery <c>api/errors</c>).</summary>
internal static class Refusal
{
    internal static ApiStatusException NotFound(ResourceName resource, string name) =>
        new(404, "NotFound", $"{resource} \"{name}\" not found", Details(resource.Group, resource.Plural, name));

    /// <summary>No such path: what clients take for "this API does not exist".</summary>
    internal static ApiStatusException NoSuchResource() => new(404, "NotFound", "the server could not find the requested resource", []);

    internal static ApiStatusException AlreadyExists(ResourceName resource, string name, bool isDeleting = false) =>
        new(
            409,
            "AlreadyExists",
            $"{(isDeleting ? "object is being deleted: " : "")}{resource} \"{name}\" already exists",
            Details(resource.Group, resource.Plural, name)
        );

    internal static ApiStatusException Conflict(ResourceName resource, string name, string why) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {resource} \"{name}\": {why}",
            Details(resource.Group, resource.Plural, name)
        );

    internal static ApiStatusException Modified(ResourceName resource, string name) =>
        Conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again");

    internal static ApiStatusException BadRequest(string message) => new(400, "BadRequest", message);

    internal static ApiStatusException Internal(string message) =>
        new(500, "InternalError", $"Internal error occurred: {message}", Causes(null, [new JsonObject { ["message"] = message }]));

    internal static ApiStatusException MethodNotAllowed(ResourceName resource, string verb) =>
        new(
            405,
            "MethodNotAllowed",
            $"{verb} is not supported on resources of kind \"{resource}\"",
            Details(resource.Group, resource.Plural, null)
        );

    /// <summary>405 for a path that has no such method at all.</summary>
    internal static ApiStatusException NoSuchMethod() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    internal static ApiStatusException UnsupportedMediaType(IEnumerable<string> accepted, string hint = "") =>
        new(
            415,
            "UnsupportedMediaType",
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}{hint}"
        );

    internal static ApiStatusException NotAcceptable(IEnumerable<string> offered) =>
        new(406, "NotAcceptable", $"only the following media types are accepted: {string.Join(", ", offered)}");

    internal static ApiStatusException Expired(string message) => new(410, "Expired", message);

    internal static ApiStatusException TooLargeVersion(long asked, long current) =>
        new(
            504,
            "Timeout",
            $"Timeout: Too large resource version: {asked}, current: {current}",
            new JsonObject
            {
                ["causes"] = new JsonArray(
                    new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }
                ),
                ["retryAfterSeconds"] = 1,
            }
        );

    internal static ApiStatusException Forbidden(ResourceName resource, string name, string why, JsonObject? cause = null)
    {
        var details = Details(resource.Group, resource.Plural, name);
        if (cause is not null)
            details["causes"] = new JsonArray(cause);
        return new ApiStatusException(403, "Forbidden", $"{resource} \"{name}\" is forbidden: {why}", details);
    }

    /// <summary>422 with one cause for each field.</summary>
    internal static ApiStatusException Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        // One error may be found twice, by the general rules and the kind's own: it is said once and listed twice.
        var said = errors.Select(e => e.ToString()).Distinct().ToList();
        var all = said.Count == 1 ? said[0] : $"[{string.Join(", ", said)}]";
        var details = Details(group, kind, name.Length == 0 ? null : name);
        var causes = errors.Select(
            JsonNode (e) =>
                new JsonObject
                {
                    ["reason"] = e.CauseReason,
                    ["message"] = e.Body,
                    ["field"] = e.Path.Length == 0 ? "<nil>" : e.Path,
                }
        );
        details["causes"] = new JsonArray([.. causes]);
        var kindText = group.Length == 0 ? kind : $"{kind}.{group}";
        return new ApiStatusException(422, "Invalid", $"{kindText} \"{name}\" is invalid: {all}", details);
    }

    private static JsonObject Details(string group, string kind, string? name)
    {
        var details = new JsonObject();
        if (name is not null)
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        if (kind.Length > 0)
            details["kind"] = kind;
        return details;
    }

    private static JsonObject Causes(JsonObject? details, IEnumerable<JsonNode> causes)
    {
        details ??= [];
        details["causes"] = new JsonArray([.. causes]);
        return details;
    }
}
