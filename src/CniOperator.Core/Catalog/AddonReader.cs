using CniOperator.Core.Validation;

namespace CniOperator.Core.Catalog;

/// <summary>Reads a folder's descriptor.</summary>
internal static class AddonReader
{
    internal static Addon? Read(AddonFolder folder, List<DocumentProblem> problems)
    {
        problems.Add(new DocumentProblem(folder.PathOf(AddonFolder.DescriptorName), 1, 1, "", "no reader", ""));
        return null;
    }
}
