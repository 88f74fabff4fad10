namespace CniOperator.Runtime.Abstractions;

/// <summary>
/// A page of JSON next to <c>/metrics</c>, for details that are too large for metrics and objects. Register any number of them. It is
/// as open as metrics are: nothing secret may be in it, and making it must be cheap.
/// </summary>
public interface IPage
{
    /// <summary>Where it is, such as <c>/details</c>: what lies below this path is its too.</summary>
    string Path { get; }

    /// <summary>One sentence on why there is nothing to show, for status 503.</summary>
    string Absent { get; }

    /// <summary>The JSON text.</summary>
    /// <param name="below">What follows the path and a slash, unescaped; empty for the page itself.</param>
    /// <returns><c>null</c>: nothing to show now.</returns>
    string? Json(string below);
}
