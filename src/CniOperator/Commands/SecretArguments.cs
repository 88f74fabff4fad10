using CniOperator.Core.Rendering;

namespace CniOperator.Commands;

/// <summary>
/// Values of Secrets given by <c>--secret NAME/KEY=PATH</c>. A path, not a value: arguments are visible to every user of a machine.
/// </summary>
internal static class SecretArguments
{
    /// <exception cref="InputException">An argument is not of that form, or its file cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<SecretKeyReference, string>> ReadAsync(
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var values = new Dictionary<SecretKeyReference, string>();
        foreach (var argument in arguments)
        {
            var (reference, path) = Parse(argument);
            try
            {
                values[reference] = (await File.ReadAllTextAsync(path, cancellationToken)).TrimEnd('\r', '\n');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"--secret {argument}: {path} cannot be read: {e.Message}");
            }
        }

        return values;
    }

    private static (SecretKeyReference Reference, string Path) Parse(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var slash = argument.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && equals > slash + 1 && equals < argument.Length - 1
            ? (new SecretKeyReference(argument[..slash], argument[(slash + 1)..equals]), argument[(equals + 1)..])
            : throw new InputException($"--secret {argument}: write NAME/KEY=PATH, the Secret's name, its key, and a file with the value");
    }
}
