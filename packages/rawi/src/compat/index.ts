export { type EndedConversation, ProfessionalConversationManager } from './professional-conversation-manager.ts'
