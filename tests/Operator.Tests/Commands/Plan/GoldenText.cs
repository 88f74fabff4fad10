using CniOperator.Operator.Tests.Loop;

namespace CniOperator.Operator.Tests.Commands.Plan;

/// <summary>What people read, recorded in files. <c>UPDATE_GOLDEN=1</c> records them again.</summary>
internal static class GoldenText
{
    internal static void Check(string name, string text, string folder = "Plan")
    {
        var file = Lab.File("tests", "Operator.Tests", "Commands", folder, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file), $"{file} is missing; run the tests with UPDATE_GOLDEN=1 to record it");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text);
    }
}
