namespace Beckon.Kernel;

/// <summary>A setting keeps Beckon from starting. The message tells the person who runs it what to change.</summary>
public sealed class SettingException(string message) : Exception(message);
