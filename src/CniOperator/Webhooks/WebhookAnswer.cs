namespace CniOperator.Webhooks;

/// <summary>An HTTP answer.</summary>
/// <param name="Code">The status code.</param>
/// <param name="ContentType">The body's type.</param>
/// <param name="Body">The body.</param>
internal readonly record struct WebhookAnswer(int Code, string ContentType, string Body);
