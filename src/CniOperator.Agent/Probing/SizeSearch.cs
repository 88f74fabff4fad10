namespace CniOperator.Agent.Probing;

/// <summary>Finds the largest size that passes, between one that does and one that does not, in few tries. Pure.</summary>
/// <param name="Passes">A size that passes, in bytes of the IP packet.</param>
/// <param name="Fails">A larger one that does not.</param>
public readonly record struct SizeSearch(int Passes, int Fails)
{
    // Closer than this no two kinds of encapsulation are to each other.
    private const int Close = 8;

    /// <summary>The next size to try; 0 when it is known well enough.</summary>
    public int Next => Fails - Passes <= Close ? 0 : Passes + ((Fails - Passes) / 2);

    /// <summary>After a try of <see cref="Next"/>.</summary>
    public SizeSearch After(bool passed) => passed ? this with { Passes = Next } : this with { Fails = Next };
}
