namespace CniOperator.Kubernetes.Cel;

/// <summary>A node of the syntax tree; <paramref name="Offset"/> is where an error about it points.</summary>
internal abstract record CelNode(int Offset);

/// <summary>A literal.</summary>
internal sealed record CelLiteral(object? Value, int Offset) : CelNode(Offset);

/// <summary>A variable, or a name of a type.</summary>
internal sealed record CelIdentifier(string Name, int Offset) : CelNode(Offset);

/// <summary><c>a.b</c>, <c>a.?b</c>, and with <paramref name="IsTest"/> <c>has(a.b)</c>.</summary>
internal sealed record CelSelect(CelNode Operand, string Field, bool IsOptional, bool IsTest, int Offset) : CelNode(Offset);

/// <summary><c>a[b]</c> and <c>a[?b]</c>.</summary>
internal sealed record CelIndex(CelNode Operand, CelNode Key, bool IsOptional, int Offset) : CelNode(Offset);

/// <summary>A function <c>f(a)</c>, a method <c>t.f(a)</c> or an operator (<c>_+_</c>, cel-go's names).</summary>
internal sealed record CelCall(string Name, CelNode? Target, IReadOnlyList<CelNode> Arguments, int Offset) : CelNode(Offset);

/// <summary>A list literal; optional entries start with <c>?</c>.</summary>
internal sealed record CelListLiteral(IReadOnlyList<(CelNode Value, bool IsOptional)> Entries, int Offset) : CelNode(Offset);

/// <summary>A map literal.</summary>
internal sealed record CelMapLiteral(IReadOnlyList<(CelNode Key, CelNode Value, bool IsOptional)> Entries, int Offset) : CelNode(Offset);

/// <summary>A macro over a list or the keys of a map: all, exists, exists_one, map, filter. <paramref name="Filter"/> is for the three-argument map.</summary>
internal sealed record CelMacro(string Name, CelNode Range, string Variable, CelNode? Filter, CelNode Body, int Offset) : CelNode(Offset);

/// <summary><c>o.optMap(x, e)</c> and <c>o.optFlatMap(x, e)</c>.</summary>
internal sealed record CelOptionalMap(CelNode Operand, string Variable, CelNode Body, bool IsFlat, int Offset) : CelNode(Offset);
