using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Pipeline;

namespace CniOperator.Core.Concerns.Departure;

/// <summary>Says in Events what stays behind when a network is uninstalled, in the order of use and with nothing cut off.</summary>
internal static class LeftoverEvents
{
    // The API server takes at most 1024 characters in an Event's message.
    private const int LongestMessage = 1000;

    internal static IReadOnlyList<Event> Of(Leftovers leftovers)
    {
        var messages = new List<string> { Farewell(leftovers) };
        foreach (var sentence in Sentences(leftovers).SelectMany(Pieces))
            if (messages[^1].Length + 1 + sentence.Length <= LongestMessage)
                messages[^1] += " " + sentence;
            else
                messages.Add(sentence);
        return [.. messages.Select(m => new Event(true, EventReasons.Uninstalled, m))];
    }

    private static string Farewell(Leftovers leftovers) =>
        $"The dataplane is removed. The whole list of what stays: kubectl -n {ClusterNetworkApi.OperatorNamespace} get configmap "
        + $"{LeftoverRecord.NameOf(leftovers.Network)} -o yaml, or cni-operator leftovers -f FILE.";

    private static IEnumerable<(string Start, IReadOnlyList<string> Entries)> Sentences(Leftovers leftovers)
    {
        var start = "Still on the nodes, for you to remove (this version does not clean nodes): ";
        foreach (var group in leftovers.OnNodes)
        {
            yield return ($"{start}{group.Title} ({group.RemoveWith}) ", group.Entries);
            start = "Then ";
        }

        foreach (var note in leftovers.Notes)
            yield return (note, []);
        if (leftovers.InCluster.Count > 0)
            yield return ("Kept in the cluster: ", leftovers.InCluster);
    }

    private static IEnumerable<string> Pieces((string Start, IReadOnlyList<string> Entries) sentence)
    {
        if (sentence.Entries.Count == 0)
            yield return sentence.Start;
        for (var (at, start) = (0, sentence.Start); at < sentence.Entries.Count; start = "And ")
        {
            var (size, from) = (start.Length, at);
            do size += sentence.Entries[at++].Length + 2;
            while (at < sentence.Entries.Count && size + sentence.Entries[at].Length + 2 <= LongestMessage);
            yield return $"{start}{string.Join(", ", sentence.Entries.Skip(from).Take(at - from))}.";
        }
    }
}
