namespace CniOperator.Runtime.Hosting;

/// <summary>What a path of a <see cref="TextEndpoint"/> answers.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="ContentType">The body's type.</param>
/// <param name="Body">The body.</param>
internal readonly record struct TextAnswer(int Code, string ContentType, string Body)
{
    /// <summary>Plain text.</summary>
    public static TextAnswer Plain(int code, string body) => new(code, "text/plain; charset=utf-8", body);
}
