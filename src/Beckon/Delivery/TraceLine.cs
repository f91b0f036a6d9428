namespace Beckon.Delivery;

/// <summary>One decision on the way to a message: the rule, the value that was seen, and whether it passed.</summary>
public sealed record TraceLine(string Rule, string Seen, bool Passed);
