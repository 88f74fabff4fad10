using CniOperator.Health.Verdicts.Locating;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>Pods to pods of other nodes: finds where edges fail, of each family, and says what kind of fault it is.</summary>
internal sealed class PodJudge
{
    private static readonly string[] Families = ["IPv4", "IPv6"];

    private readonly Survey _survey;

    internal PodJudge(Survey survey) => (_survey, Unexplained) = (survey, new float[survey.Count]);

    /// <summary>Nodes that a verdict of the pod network is about: what else fails there follows from it.</summary>
    internal HashSet<int> Blamed { get; } = [];

    /// <summary>Nodes that lose a part of their packets. Nothing follows from it but that their edges fail now and then.</summary>
    internal HashSet<int> Lossy { get; } = [];

    /// <summary>The cluster as a whole is broken or blocked.</summary>
    internal bool IsGlobal { get; private set; }

    /// <summary>More fails at once than nodes usually explain.</summary>
    internal bool IsDeveloping { get; private set; }

    /// <summary>So nothing is said of nodes until a round has passed.</summary>
    internal bool IsHeld { get; private set; }

    /// <summary>The share of each node's edges that fails and is not explained.</summary>
    internal float[] Unexplained { get; }

    /// <summary>Finds the verdicts.</summary>
    /// <param name="patient">Something has begun to develop less than a round ago.</param>
    /// <param name="raws">They are added here.</param>
    internal void Judge(bool patient, List<Raw> raws)
    {
        for (var family = 0; family < Families.Length; family++)
        {
            var plane = _survey.Small[family];
            if (plane.Count == 0)
                continue;
            var located = Localiser.Run(_survey, plane, slow: false, patient);
            IsDeveloping |= located.IsDeveloping;
            IsHeld |= located.IsDeveloping && patient;
            foreach (var found in located.Found)
                Add(found, plane, family, raws);

            for (var i = 0; i < _survey.Count; i++)
                Unexplained[i] = Math.Max(Unexplained[i], (float)located.Unexplained(i));
        }
    }

    /// <summary>Then links, when it is known which nodes lose packets: a lossy node looks like some broken links.</summary>
    internal void JudgeLinks(List<Raw> raws)
    {
        HashSet<int> named = [.. Blamed, .. Lossy];
        for (var family = 0; family < Families.Length && !IsGlobal && !IsHeld; family++)
        {
            var plane = _survey.Small[family];
            var found = new List<Located>();
            LinkSearch.Find(_survey, plane, _survey.Roaming[family], named, found);
            foreach (var link in found)
                Add(link, plane, family, raws);
        }
    }

    private void Add(Located found, EdgePlane plane, int family, List<Raw> raws)
    {
        IsGlobal |= found.Scope == VerdictScope.Global;
        if (found.Scope == VerdictScope.Node)
            Blamed.Add(found.A);
        var (fault, notes) = PodClassifier.Classify(_survey, plane, found);
        var other = _survey.Small[1 - family].Count > 0 ? $"{Families[family]}; {notes}" : notes;
        raws.Add(
            new Raw
            {
                Scope = found.Scope,
                Area = HealthArea.PodToPod,
                Class = fault,
                A = found.A,
                B = found.B,
                Evidence = found.Evidence(other.TrimEnd(' ', ';')),
            }
        );
    }
}
