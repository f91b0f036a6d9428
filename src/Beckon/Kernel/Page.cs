namespace Beckon.Kernel;

/// <summary>One page of a list. Ask for the next with <c>cursor</c> = <see cref="NextCursor"/>; null means this was the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
