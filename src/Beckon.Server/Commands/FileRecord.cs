using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary>One record of a file: the line it begins on and what it says, or why it cannot be read.</summary>
internal sealed record FileRecord(long Line, JsonObject? Value, string? Fault = null);
