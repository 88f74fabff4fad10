using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace CniOperator.Runtime.Hosting;

/// <summary>Answers each GET with a text, and each HEAD with its headers. An exception becomes status 500 and a line of the log.</summary>
/// <param name="respond">What a path answers.</param>
internal sealed class TextApplication(Func<string, TextAnswer> respond) : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // The features are the server's.
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        var answer = request.Method is "GET" or "HEAD"
            ? respond(request.Path)
            : TextAnswer.Plain(405, "only GET and HEAD are answered here\n");
        var body = Encoding.UTF8.GetBytes(answer.Body);
        response.StatusCode = answer.Code;
        if (answer.Code == 405)
            response.Headers.Allow = "GET, HEAD";
        response.Headers.ContentType = answer.ContentType;
        response.Headers.ContentLength = body.Length;
        // The server sends no body after HEAD.
        await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body);
    }
}
