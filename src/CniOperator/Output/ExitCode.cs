namespace CniOperator.Output;

/// <summary>What the process answers; scripts rely on these.</summary>
internal static class ExitCode
{
    /// <summary>Fine.</summary>
    public const int Ok = 0;

    /// <summary>The answer is no: an error was found, the network is not Ready.</summary>
    public const int No = 1;

    /// <summary>Usage, or input that cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>The API server cannot be reached.</summary>
    public const int Unreachable = 3;
}
