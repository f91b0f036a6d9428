namespace Beckon.Accounts;

/// <summary>What a person is in a workspace.</summary>
public enum Role
{
    Owner,
    Operator,
    Marketing,
    MarketingAnalyst,

    /// <summary>In the store: looks contacts up.</summary>
    Staff,
}
