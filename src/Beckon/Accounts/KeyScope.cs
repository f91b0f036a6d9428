namespace Beckon.Accounts;

/// <summary>What an API key is for.</summary>
public enum KeyScope
{
    /// <summary>Send events and orders through the doors.</summary>
    Ingest,

    /// <summary>Read everything of the management API.</summary>
    Read,

    /// <summary>Read and change everything of the management API.</summary>
    Manage,
}
