namespace Beckon.Accounts;

/// <summary>Which permission a route asks for, kept with the endpoint so that a test can walk all of them.</summary>
public sealed record RequiredPermission(Permission Permission);
