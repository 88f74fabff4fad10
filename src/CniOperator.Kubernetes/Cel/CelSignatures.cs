namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// What can be called with what: operators, the standard library, and Kubernetes' string and list libraries. Capital letters stand for
/// any type, the same one wherever the letter is repeated. Nothing here came after Kubernetes 1.29.
/// </summary>
internal static class CelSignatures
{
    private const string Table = """
        !_(bool) bool
        -_(int) int
        -_(double) double
        _&&_(bool,bool) bool
        _||_(bool,bool) bool
        _?_:_(bool,A,A) A
        _==_(A,A) bool
        _!=_(A,A) bool
        @in(A,list(A)) bool
        @in(A,map(A,B)) bool
        _+_(int,int) int
        _+_(uint,uint) uint
        _+_(double,double) double
        _+_(string,string) string
        _+_(bytes,bytes) bytes
        _+_(list(A),list(A)) list(A)
        _+_(timestamp,duration) timestamp
        _+_(duration,timestamp) timestamp
        _+_(duration,duration) duration
        _-_(int,int) int
        _-_(uint,uint) uint
        _-_(double,double) double
        _-_(timestamp,timestamp) duration
        _-_(timestamp,duration) timestamp
        _-_(duration,duration) duration
        _*_(int,int) int
        _*_(uint,uint) uint
        _*_(double,double) double
        _/_(int,int) int
        _/_(uint,uint) uint
        _/_(double,double) double
        _%_(int,int) int
        _%_(uint,uint) uint
        size(string) int
        size(bytes) int
        size(list(A)) int
        size(map(A,B)) int
        string.size() int
        bytes.size() int
        list(A).size() int
        map(A,B).size() int
        int(int) int
        int(uint) int
        int(double) int
        int(string) int
        int(timestamp) int
        uint(uint) uint
        uint(int) uint
        uint(double) uint
        uint(string) uint
        double(double) double
        double(int) double
        double(uint) double
        double(string) double
        string(string) string
        string(bool) string
        string(int) string
        string(uint) string
        string(double) string
        string(bytes) string
        string(timestamp) string
        string(duration) string
        bytes(bytes) bytes
        bytes(string) bytes
        bool(bool) bool
        bool(string) bool
        timestamp(string) timestamp
        timestamp(timestamp) timestamp
        duration(string) duration
        duration(duration) duration
        type(A) type
        dyn(A) dyn
        string.startsWith(string) bool
        string.endsWith(string) bool
        string.contains(string) bool
        string.matches(string) bool
        matches(string,string) bool
        string.charAt(int) string
        string.indexOf(string) int
        string.indexOf(string,int) int
        string.lastIndexOf(string) int
        string.lastIndexOf(string,int) int
        string.lowerAscii() string
        string.upperAscii() string
        string.replace(string,string) string
        string.replace(string,string,int) string
        string.split(string) list(string)
        string.split(string,int) list(string)
        string.substring(int) string
        string.substring(int,int) string
        string.trim() string
        list(string).join() string
        list(string).join(string) string
        string.find(string) string
        string.findAll(string) list(string)
        string.findAll(string,int) list(string)
        list(A).isSorted() bool
        list(A).sum() A
        list(A).min() A
        list(A).max() A
        list(A).indexOf(A) int
        list(A).lastIndexOf(A) int
        optional.of(A) optional_type(A)
        optional.ofNonZeroValue(A) optional_type(A)
        optional.none() optional_type(A)
        optional_type(A).hasValue() bool
        optional_type(A).value() A
        optional_type(A).orValue(A) A
        optional_type(A).or(optional_type(A)) optional_type(A)
        """;

    private static readonly string[] Ordered = ["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"];

    private static readonly ILookup<string, Signature> ByName = Build().ToLookup(s => s.Name, StringComparer.Ordinal);

    internal static bool IsKnown(string name) => ByName.Contains(name);

    /// <summary>The result of a call; <c>null</c> when nothing takes these types.</summary>
    internal static CelType? Resolve(string name, CelType? target, IReadOnlyList<CelType> arguments)
    {
        var results = new HashSet<CelType>();
        foreach (var signature in ByName[name])
        {
            if ((signature.Target is null) != (target is null) || signature.Arguments.Count != arguments.Count)
                continue;
            var bound = new Dictionary<string, CelType>(StringComparer.Ordinal);
            if (target is not null && !CelTypes.Bind(signature.Target!, target, bound))
                continue;
            if (signature.Arguments.Zip(arguments).All(p => CelTypes.Bind(p.First, p.Second, bound)))
                results.Add(CelTypes.Substitute(signature.Result, bound));
        }

        // With dyn arguments several overloads fit; which one runs is known only then.
        return results.Count switch
        {
            0 => null,
            1 => results.First(),
            _ => CelType.Dyn,
        };
    }

    private static IEnumerable<Signature> Build()
    {
        foreach (var line in Table.Split('\n'))
            yield return Signature.Parse(line.Trim());
        foreach (var op in new[] { "<", "<=", ">", ">=" })
        {
            foreach (var type in Ordered)
                yield return Signature.Parse($"_{op}_({type},{type}) bool");
            // Numbers of different kinds compare by value.
            foreach (var a in new[] { "int", "uint", "double" })
            foreach (var b in new[] { "int", "uint", "double" })
                if (a != b)
                    yield return Signature.Parse($"_{op}_({a},{b}) bool");
        }
    }

    private sealed record Signature(string Name, CelType? Target, IReadOnlyList<CelType> Arguments, CelType Result)
    {
        internal static Signature Parse(string line)
        {
            var space = line.LastIndexOf(' ');
            var call = line[..space];
            var open = Matching(call);
            var head = call[..open];
            var dot = head.LastIndexOf('.');
            return
                new Signature(
                    head[(dot + 1)..],
                    dot < 0 || head.StartsWith("optional.", StringComparison.Ordinal) ? null : CelTypes.Parse(head[..dot]),
                    [.. CelTypes.SplitTop(call[(open + 1)..^1]).Select(CelTypes.Parse)],
                    CelTypes.Parse(line[(space + 1)..])
                )
                    is var parsed
                && head.StartsWith("optional.", StringComparison.Ordinal)
                ? parsed with
                {
                    Name = head,
                }
                : parsed;
        }

        /// <summary>The parenthesis that opens the arguments: the partner of the last one.</summary>
        private static int Matching(string call)
        {
            var depth = 0;
            for (var i = call.Length - 1; ; i--)
            {
                if (call[i] == ')')
                    depth++;
                if (call[i] == '(' && --depth == 0)
                    return i;
            }
        }
    }
}
