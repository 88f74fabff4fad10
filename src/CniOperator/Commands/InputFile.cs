using CniOperator.Output;

namespace CniOperator.Commands;

/// <summary>A file that the user named with <c>-f</c>, read whole.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="Text">Its text.</param>
internal sealed record InputFile(string Name, string Text)
{
    private const int MaxBytes = 3 * 1024 * 1024;

    /// <exception cref="InputException">It cannot be read.</exception>
    public static async Task<InputFile> ReadAsync(string path, CommandIo io, CancellationToken cancellationToken)
    {
        if (path == "-")
            return new InputFile("(standard input)", await io.In.ReadToEndAsync(cancellationToken));
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a folder; name one file with one ClusterNetwork in it");
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
                throw new InputException($"{path}: has {length} bytes; a ClusterNetwork file has at most {MaxBytes}");
            return new InputFile(path, await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(
                $"{path}: there is no such file; give the path of a file with a ClusterNetwork, or - for standard input"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }
}
