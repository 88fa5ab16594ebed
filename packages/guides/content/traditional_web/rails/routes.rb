Rails.application.routes.draw do
  get '/auth/sso/callback', to: 'sessions#create'
  get '/auth/failure', to: 'sessions#failure'
  delete '/sign-out', to: 'sessions#destroy'
end
