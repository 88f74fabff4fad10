namespace CniOperator.Health.Tests.Simulation;

/// <summary>How many of the nodes that were named are faulty, and how many of the faulty ones were named.</summary>
internal readonly record struct Accuracy(int Right, int Wrong, int Missed)
{
    internal double Precision => Right + Wrong == 0 ? 1 : Right / (double)(Right + Wrong);

    internal double Recall => Right + Missed == 0 ? 1 : Right / (double)(Right + Missed);

    internal Accuracy Plus(Accuracy other) => new(Right + other.Right, Wrong + other.Wrong, Missed + other.Missed);
}
