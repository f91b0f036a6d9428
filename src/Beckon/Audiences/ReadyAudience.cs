using Beckon.Audiences.Language;

namespace Beckon.Audiences;

/// <summary>An audience that comes with Beckon, to be used as it is or changed.</summary>
public sealed record ReadyAudience(string Key, string Group, string Name, string Description, Filter Filter);
