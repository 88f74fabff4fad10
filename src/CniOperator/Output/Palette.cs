namespace CniOperator.Output;

/// <summary>Colours of a terminal (ECMA-48 SGR); none where nothing shows them.</summary>
/// <param name="shown">Whether there are colours.</param>
internal sealed class Palette(bool shown)
{
    /// <summary>Whether there are colours.</summary>
    public bool Shown => shown;

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Magenta(string text) => Paint("35", text);

    public string Cyan(string text) => Paint("36", text);

    public string Grey(string text) => Paint("90", text);

    private string Paint(string colour, string text) => shown && text.Length > 0 ? $"\e[{colour}m{text}\e[0m" : text;
}
