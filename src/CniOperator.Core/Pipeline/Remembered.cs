namespace CniOperator.Core.Pipeline;

/// <summary>
/// What a pure function gave for the inputs seen last: a reconcile comes with each pod's event, and what is rendered and examined changes
/// with few of them. A few inputs are kept, because operator and webhook may judge one spec by different facts.
/// </summary>
/// <param name="same">Whether two inputs must give the same result.</param>
internal sealed class Remembered<TInput, TResult>(Func<TInput, TInput, bool> same)
{
    private const int Most = 4;

    private readonly Lock _lock = new();
    private readonly List<(TInput Input, TResult Result)> _newestFirst = new(Most);

    internal TResult Of(TInput input, Func<TInput, TResult> make)
    {
        lock (_lock)
        {
            var at = _newestFirst.FindIndex(e => same(e.Input, input));
            if (at == 0)
                return _newestFirst[0].Result;
            var entry = at > 0 ? _newestFirst[at] : (input, make(input));
            if (at > 0 || _newestFirst.Count == Most)
                _newestFirst.RemoveAt(at > 0 ? at : Most - 1);
            _newestFirst.Insert(0, entry);
            return entry.Item2;
        }
    }
}
