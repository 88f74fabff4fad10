namespace CniOperator.Core.Pipeline;

/// <summary>
/// What a pure function gave for the inputs seen last: a reconcile comes with each pod's event, and what is rendered and examined changes
/// with few of them. Two inputs are kept, for the operator and the webhook may judge one spec by different facts.
/// </summary>
/// <param name="same">Whether two inputs must give the same result.</param>
/// <param name="make">The function.</param>
internal sealed class Remembered<TInput, TResult>(Func<TInput, TInput, bool> same, Func<TInput, TResult> make)
    where TInput : class
{
    private readonly Lock _lock = new();
    private (TInput Input, TResult Result)? _newest;
    private (TInput Input, TResult Result)? _older;

    internal TResult Of(TInput input)
    {
        lock (_lock)
        {
            if (_newest is { } newest && same(newest.Input, input))
                return newest.Result;
            if (_older is { } older && same(older.Input, input))
            {
                (_newest, _older) = (_older, _newest);
                return older.Result;
            }

            (_older, _newest) = (_newest, (input, make(input)));
            return _newest.Value.Result;
        }
    }
}
