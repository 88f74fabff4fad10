using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Runtime.Watching;

/// <summary>Takes what a reflector sees. Called by one task at a time.</summary>
internal interface IReflectorSink<T>
    where T : class
{
    /// <summary>This is the whole list as of a version: what is missing in it is gone.</summary>
    void Replace(IReadOnlyList<T> items);

    void Apply(T item);

    void Delete(T item);

    /// <summary>The watch runs.</summary>
    void Connected();

    /// <param name="error">Why the last step failed.</param>
    /// <param name="failures">How many in a row.</param>
    void Failed(ApiException error, int failures);
}
