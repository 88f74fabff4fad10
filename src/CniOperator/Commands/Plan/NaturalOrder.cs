namespace CniOperator.Commands.Plan;

/// <summary>Orders names as people do: <c>node-2</c> before <c>node-10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var leftNumber = Digits(left);
            var rightNumber = Digits(right);
            var numbers = leftNumber > 0 && rightNumber > 0;
            var order = numbers ? CompareNumbers(left[..leftNumber], right[..rightNumber]) : left[0].CompareTo(right[0]);
            if (order != 0)
                return order;
            left = left[(numbers ? leftNumber : 1)..];
            right = right[(numbers ? rightNumber : 1)..];
        }

        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(x, y);
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
