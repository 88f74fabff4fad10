using CniOperator.Output;

namespace CniOperator.Operator.Tests.Output;

public sealed class ColumnsTests
{
    [Fact]
    public void Cells_stand_under_their_header_and_lines_have_no_trailing_space()
    {
        var table = new Columns("NODE", "STATUS");
        table.Add("node-1", "Ready");
        table.Add("a-much-longer-name", null);
        Assert.Equal("NODE                 STATUS\nnode-1               Ready\na-much-longer-name   -\n", Written(table));
    }

    [Fact]
    public void A_cell_never_breaks_the_line()
    {
        var table = new Columns("MESSAGE");
        table.Add("one\ntwo");
        Assert.Equal("MESSAGE\none two\n", Written(table));
    }

    private static string Written(Columns table)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        table.Write(writer);
        return writer.ToString();
    }
}
