namespace CniOperator.Runtime.Client.Http;

/// <summary>Is told about each request that was sent, for the <c>rest_client_*</c> metrics.</summary>
internal interface IRequestObserver
{
    /// <param name="method">The HTTP method.</param>
    /// <param name="verb">The Kubernetes verb.</param>
    /// <param name="code">The status code, or <c>&lt;error&gt;</c> as client-go writes it.</param>
    /// <param name="duration">From sending to the answer's headers.</param>
    void Sent(string method, string verb, string code, TimeSpan duration);

    void Retried(string method, string verb, string code);
}
